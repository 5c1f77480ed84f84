-- fr: Que coûte l’accompagnement, année après année, et qu’est-ce qui le couvre ?
-- en: What does accompaniment cost, year by year, and what covers it?
SELECT register, year,
  SUM(CASE WHEN measure = 'staff' THEN cents ELSE 0 END) AS staff_cents,
  SUM(CASE WHEN measure = 'expenses' THEN cents ELSE 0 END) AS expenses_cents,
  SUM(CASE WHEN measure = 'overheads' THEN cents ELSE 0 END) AS overheads_cents,
  SUM(CASE WHEN measure = 'in-kind' THEN cents ELSE 0 END) AS in_kind_cents,
  SUM(CASE WHEN measure = 'money' THEN cents ELSE 0 END) AS money_cents,
  SUM(CASE WHEN measure = 'pending' THEN cents ELSE 0 END) AS pending_cents,
  SUM(CASE WHEN measure = 'staff' THEN seconds ELSE 0 END) AS staff_seconds,
  SUM(CASE WHEN measure = 'in-kind' THEN seconds ELSE 0 END) AS in_kind_seconds
FROM lines
GROUP BY register, year
ORDER BY register, year
