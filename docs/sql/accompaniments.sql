-- fr: Quels accompagnements coûtent le plus, et combien d’heures y passons-nous ?
-- en: Which courses of support cost the most, and how many hours do we spend on them?
SELECT lines.year, accompaniments.label AS accompaniment,
  SUM(CASE WHEN lines.measure = 'staff' THEN lines.seconds ELSE 0 END) / 3600.0 AS hours,
  SUM(lines.cents) / 100.0 AS euros
FROM lines JOIN accompaniments ON accompaniments.id = lines.accompaniment
WHERE lines.measure IN ('staff', 'expenses', 'overheads')
GROUP BY lines.year, accompaniments.id, accompaniments.label
ORDER BY euros DESC, accompaniments.id, lines.year
LIMIT 10
