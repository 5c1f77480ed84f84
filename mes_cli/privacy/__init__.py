"""What a register says of people: where, how long it may be kept, and who agreed to it.

For the inventory, ``persons`` finds what records say of people, ``retention`` works out terms and
consents, ``inventory`` puts both together, ``sections`` and ``sentences`` word it. For taking
names out, ``matching`` finds the traces of people in texts and ``hiding`` puts pseudonyms there.

Pseudonyms elsewhere: ``view.pseudonyms`` numbers initiatives whose name an audience may not see,
``drafts.anonymising`` asks who is meant, ``store.editing.rewording`` changes the files,
``exchange.volunteers`` names the people of other programs, ``store.remains`` finds what is left.
"""
