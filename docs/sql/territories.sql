-- fr: Où va le temps d’accompagnement, par département ?
-- en: Where do the hours of support go, by department?
SELECT parts.year, parts.key AS territory, SUM(parts.seconds) / 3600.0 AS hours
FROM parts
WHERE parts.by = 'territory' AND parts.measure = 'staff' AND parts.key IS NOT NULL
GROUP BY parts.year, parts.key
ORDER BY parts.year, hours DESC, parts.key
