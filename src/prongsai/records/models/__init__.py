"""The tables, by what they are about."""

from prongsai.records.models.agencies import Agency, AgencyParticulars, Unit
from prongsai.records.models.disclosure.items import ElementTick, OitItem, OitLink, OitRemark
from prongsai.records.models.documents import Issuance, MadeDocument, SigningDecision, TextBlock
from prongsai.records.models.editions import StoredEdition
from prongsai.records.models.files import AgencyFile, Disposal, FileStore, StoredFile
from prongsai.records.models.history import Checkpoint, Entry, SealedHead
from prongsai.records.models.jobs import Beat, Job
from prongsai.records.models.mail import Message, WaitingMail
from prongsai.records.models.papers import AgencyPicture, AgencySignatory
from prongsai.records.models.people import Grant, Invitation, Person
from prongsai.records.models.privacy import BreachVersion, NoticeSeen, SignIn
from prongsai.records.models.results import Result
from prongsai.records.models.rounds import AgencyRound, Holiday, RoundPhase
from prongsai.records.models.uploads import Draft, Upload

__all__ = [
    "Agency",
    "AgencyFile",
    "AgencyParticulars",
    "AgencyPicture",
    "AgencyRound",
    "AgencySignatory",
    "Beat",
    "BreachVersion",
    "Checkpoint",
    "Disposal",
    "Draft",
    "ElementTick",
    "Entry",
    "FileStore",
    "Grant",
    "Holiday",
    "Invitation",
    "Issuance",
    "Job",
    "MadeDocument",
    "Message",
    "NoticeSeen",
    "OitItem",
    "OitLink",
    "OitRemark",
    "Person",
    "Result",
    "RoundPhase",
    "SealedHead",
    "SignIn",
    "SigningDecision",
    "StoredEdition",
    "StoredFile",
    "TextBlock",
    "Unit",
    "Upload",
    "WaitingMail",
]
