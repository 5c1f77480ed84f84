-- fr: Combien d’heures les bénévoles donnent-ils, et que valent-elles ?
-- en: How many hours do volunteers give, and what are they worth?
SELECT year, detail AS kind, COUNT(DISTINCT record) AS contributions,
  SUM(seconds) / 3600.0 AS hours, SUM(cents) / 100.0 AS euros
FROM lines
WHERE measure = 'in-kind' AND seconds > 0
GROUP BY year, detail
ORDER BY year, hours DESC, detail
