-- fr: Par quels chemins arrive-t-on jusqu’à nous ?
-- en: By what ways do people come to us?
SELECT SUBSTR(CAST(started AS VARCHAR), 1, 4) AS started, entry_channel AS channel,
  COUNT(*) AS accompaniments
FROM accompaniments
GROUP BY SUBSTR(CAST(started AS VARCHAR), 1, 4), entry_channel
ORDER BY SUBSTR(CAST(started AS VARCHAR), 1, 4), COUNT(*) DESC, entry_channel
