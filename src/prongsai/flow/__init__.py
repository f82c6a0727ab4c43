"""The conductor: one folder per journey. It alone joins steps with the outside world.

| folder | journeys |
|---|---|
| ``by_file`` | begins with a file and needs no site: ``rounds`` (all checked before any is used), ``score``,
  ``explain``, ``check``, ``dossier`` (what documents are made from), ``write`` (them, whole or not at all),
  ``proofread``, ``excel``, ``examples`` |
| ``year`` | ``current`` (what counts now, as stored), ``stored`` (assessed by its edition), ``compared``
  (beside an earlier one), ``pages`` (read, then said by ``screens``) |
| ``intake`` | results in, with a preview: ``uploads``, ``entry``, ``paste``; ``taking`` (scored once);
  ``files`` from the command line |
| ``documents`` | ``shelf`` (asked for, made, kept by version), ``own_words`` (what people write into them) |
| ``people`` | ``who`` asks, of which ``agencies``; who works in an ``agency``, and on the ``site``: roles, handover |
| ``history`` | ``lines`` (who changed what), ``verify`` (whether the chain is whole) |
| ``site`` | ``start``, ``backup``, ``doctor``, ``showcase`` |
"""
