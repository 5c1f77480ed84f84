-- fr: Qui nous finance, et combien attendons-nous encore ?
-- en: Who funds us, and how much have we only asked for?
SELECT lines.year, structures.label AS funder,
  SUM(CASE WHEN lines.measure = 'money' THEN lines.cents ELSE 0 END) / 100.0 AS euros,
  SUM(CASE WHEN lines.measure = 'pending' THEN lines.cents ELSE 0 END) / 100.0 AS asked_for
FROM lines JOIN structures ON structures.id = lines.counterpart
WHERE lines.kind = 'funding'
GROUP BY lines.year, structures.id, structures.label
ORDER BY lines.year, euros DESC, structures.id
