-- fr: Quels accompagnements ne sont pas couverts, et combien manque-t-il ?
-- en: Which courses of support are not covered, and how much is lacking?
SELECT year, accompaniment,
  SUM(CASE WHEN measure IN ('staff', 'expenses', 'overheads') THEN cents ELSE 0 END) / 100.0 AS cost,
  SUM(CASE WHEN measure = 'money' THEN cents ELSE 0 END) / 100.0 AS money,
  SUM(CASE WHEN measure = 'money' THEN -cents ELSE cents END) / 100.0 AS lacking
FROM lines
WHERE accompaniment IS NOT NULL AND measure IN ('staff', 'expenses', 'overheads', 'money')
GROUP BY year, accompaniment
HAVING SUM(CASE WHEN measure = 'money' THEN -cents ELSE cents END) > 0
ORDER BY year, lacking DESC, accompaniment
