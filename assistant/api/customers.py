"""GET /api/customers/{id}: one customer, as far as the asker may see."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.api.identity import TheApplication, TheAsker
from assistant.views import CustomerView

router = APIRouter()


@router.get("/customers/{customer_id}")
def customer(customer_id: str, application: TheApplication, access: TheAsker) -> CustomerView:
    """Names, facts and latest records of a customer."""
    return application.reads.customer(customer_id, access=access)
