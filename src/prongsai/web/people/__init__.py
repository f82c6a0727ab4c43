"""Screens about people: roles, invitations, handover."""
