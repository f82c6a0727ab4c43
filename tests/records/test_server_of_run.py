"""The PostgreSQL that the tests run on lasts to the end of the run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connection


@pytest.mark.django_db
@pytest.mark.skipif(os.environ.get("PRONGSAI_TEST_POSTGRES") != "1", reason="only where the tests run on PostgreSQL")
def test_it_writes_to_its_disk_although_the_program_closed_its_own_folder() -> None:
    Path(os.environ["PRONGSAI_FOLDER"]).chmod(0o700)
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
