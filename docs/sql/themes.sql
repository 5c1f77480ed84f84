-- fr: Que coûte chaque enjeu, tout compris, et combien de collectifs y travaillent ?
-- en: What does each theme cost, all included, and how many initiatives work on it?
SELECT costs.year, costs.theme, costs.euros, initiatives.number AS initiatives
FROM (
  SELECT parts.year, parts.key AS theme, SUM(parts.cents) / 100.0 AS euros
  FROM parts
  WHERE parts.by = 'theme' AND parts.measure IN ('staff', 'expenses', 'overheads', 'in-kind')
  GROUP BY parts.year, parts.key
) AS costs
JOIN (
  SELECT value AS theme, COUNT(*) AS number FROM initiatives_themes GROUP BY value
) AS initiatives ON initiatives.theme = costs.theme
ORDER BY costs.year, costs.euros DESC, costs.theme
