-- fr: Quels mois sont les plus chargés ?
-- en: Which months are the busiest?
SELECT SUBSTR(CAST(day AS VARCHAR), 1, 7) AS in_month,
  SUM(CASE WHEN measure = 'staff' THEN seconds ELSE 0 END) / 3600.0 AS hours_of_staff,
  SUM(CASE WHEN measure = 'in-kind' THEN seconds ELSE 0 END) / 3600.0 AS hours_given
FROM lines
WHERE day IS NOT NULL AND seconds > 0
GROUP BY SUBSTR(CAST(day AS VARCHAR), 1, 7)
ORDER BY SUBSTR(CAST(day AS VARCHAR), 1, 7)
