-- fr: De quelles politiques publiques vient l’argent des accompagnements ?
-- en: Which public policies does the money for courses of support come from?
SELECT parts.year, parts.key AS policy, SUM(parts.cents) / 100.0 AS euros
FROM parts
WHERE parts.by = 'policy' AND parts.measure = 'money' AND parts.key IS NOT NULL
GROUP BY parts.year, parts.key
ORDER BY parts.year, euros DESC, parts.key
