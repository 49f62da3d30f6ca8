"""Who may call a use case (design.md §3, Roles)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from app.domain.errors import WorldError
from app.domain.org import Role
from app.services.outcomes import ServiceFault

F = TypeVar("F", bound=Callable[..., Any])

EVERYONE = frozenset(Role)
WRITERS = EVERYONE - {Role.VIEWER}
LEADERS = frozenset({Role.PRINCIPAL, Role.DEPUTY})
OFFICE = LEADERS | {Role.CLERK, Role.IT}


def allowed(roles: frozenset[Role]) -> Callable[[F], F]:
    """Refuse callers whose account has none of `roles`; the first argument is the opened book."""

    def wrap(function: F) -> F:
        @functools.wraps(function)
        def guarded(book: Any, *args: Any, **kwargs: Any) -> Any:
            if book.role not in roles:
                raise WorldError(ServiceFault.NOT_ALLOWED)
            return function(book, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return wrap
