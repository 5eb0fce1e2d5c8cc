"""People, roles, tokens, sign-ins; every right in one table."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desks import Team, article
from translate import review, store
from translate.errors import InputError, NotAllowed, NotFound, ReviewError
from translate.review import roles, staff
from translate.store import people

RIGHTS = [
    # action, who may
    ("read", ["translator", "reviewer", "editor", "admin", "service"]),
    ("edit", ["translator", "reviewer", "editor", "admin"]),
    ("approve", ["reviewer", "editor", "admin"]),
    ("publish", ["editor", "admin"]),
    ("people", ["admin"]),
    ("submit", ["editor", "admin", "service"]),
    ("no such", []),
]


@pytest.mark.parametrize(("action", "who"), RIGHTS)
def test_a_role_may_what_the_table_says(action: str, who: list[str]) -> None:
    assert [role for role in roles.ROLES if roles.may(review.Person("x", role), action)] == who


def test_every_right_has_a_name_for_messages() -> None:
    assert set().union(*roles.RIGHTS.values()) <= set(roles._NAMES)


def calls(team: Team, unit: str) -> list[tuple[str, Any]]:
    """Each action as the service would do it, who may none of them."""
    desk = team.service
    return [
        ("claim", lambda: desk.claim(unit)),
        ("next", lambda: desk.next()),
        ("edit", lambda: desk.edit(unit, "x", base_version=1)),
        ("approve", lambda: desk.approve(unit)),
        ("return", lambda: desk.return_(unit, "x")),
        ("revert", lambda: desk.revert(unit, 1)),
        ("waive", lambda: desk.waive(unit, "x", "x")),
        ("split", lambda: desk.split(unit, 3, 3, base_version=1)),
        ("join", lambda: desk.join(unit, unit, base_versions=(1, 1))),
        ("assign", lambda: desk.assign(unit, "ann")),
        ("take over", lambda: desk.take_over(unit)),
        ("bulk", lambda: desk.bulk("approve", [unit])),
        ("undo", lambda: desk.undo_bulk(1)),
        ("autosave", lambda: desk.autosave(unit, "x", base_version=1)),
        ("issues", lambda: desk.set_issues(unit, [])),
        ("edition", lambda: desk.create_edition("bridge", {})),
        ("retract", lambda: desk.set_edition("bridge", 1, "retracted", reason="x")),
        ("people", lambda: desk.add_person("x", "admin")),
        ("role", lambda: desk.change_person("ann", role="admin")),
        ("password", lambda: desk.set_password("ann", "x")),
        ("token", lambda: desk.make_token("ann")),
        ("tokens", lambda: desk.tokens("ann")),
        ("revoke", lambda: desk.revoke_token("ann", 1)),
        ("invite", lambda: desk.invite("admin")),
        ("solo", lambda: desk.set_solo(True)),
        ("audit", lambda: desk.audit()),
    ]


def test_no_action_passes_by_the_table(team: Team) -> None:
    unit = team.submit()[0]
    for _, call in calls(team, unit.id):
        with pytest.raises(NotAllowed):
            call()
    assert team.ann.unit(unit.id).version == 1


def test_whoever_opens_an_empty_desk_first_is_its_admin(database_url: str) -> None:
    with store.open(database_url) as opened:
        assert review.open("salma", store=opened).person.role == "admin"
        if (
            opened.dialect == "sqlite"
        ):  # whoever can write the file can do anything: until somebody is added by name
            assert review.open("huda", store=opened).person.role == "editor"
        review.open_console(store=opened).add_person("ann", "translator")
        with pytest.raises(NotFound, match="translate user add omar --role translator"):
            review.open("omar", store=opened)
        with pytest.raises(NotFound):
            review.open("omar", store=opened, origin="web")
        assert {event.action for event in review.open("salma", store=opened).audit().items} == {"person.add"}


def test_people_come_change_and_go(team: Team) -> None:
    made = team.adm.add_person("سلمى", "translator", display="سلمى حداد", email="salma@example.org")
    assert (made.role, made.display, made.is_active) == ("translator", "سلمى حداد", True)
    assert team.adm.change_person("سلمى", role="reviewer").role == "reviewer"
    salma = review.open("سلمى", store=team.store)
    assert salma.set_preferences(language="ar", keys="vim").preferences == {"language": "ar", "keys": "vim"}
    assert salma.set_preferences(keys=None).preferences == {"language": "ar"}
    team.adm.change_person("سلمى", is_active=False)
    with pytest.raises(NotAllowed, match="no longer works"):
        salma.units()
    with pytest.raises(NotAllowed, match="no longer works"):
        review.open("سلمى", store=team.store)
    with pytest.raises(NotFound):
        team.bob.assign(team.submit()[0].id, "سلمى")
    assert "سلمى" in {one.name for one in team.ann.people()}
    assert {one.name for one in team.ann.people()}.isdisjoint(staff.BUILT_IN)
    with pytest.raises(NotAllowed, match="last admin"):
        team.adm.change_person("adm", role="editor")
    with pytest.raises(NotAllowed, match="last admin"):
        team.adm.change_person("adm", is_active=False)


WRONG: list[tuple[str, str]] = [
    ("ann", "reviewer"),
    ("console", "admin"),
    ("", "reviewer"),
    ("../../etc", "reviewer"),
    ("a\nb", "reviewer"),
    ("x" * 65, "reviewer"),
    ("new", "boss"),
]


@pytest.mark.parametrize(("name", "role"), WRONG)
def test_a_person_that_cannot_be_is_refused(team: Team, name: str, role: str) -> None:
    with pytest.raises(InputError):
        team.adm.add_person(name, role)


def test_what_does_not_belong_to_a_person_is_refused(team: Team) -> None:
    for call in (
        lambda: team.adm.change_person("ann", colour="red"),
        lambda: team.adm.change_person("console", role="editor"),
        lambda: team.ann.set_preferences(x="y" * 30_000),
        lambda: team.adm.make_token("ann", scopes=["everything"]),
        lambda: team.adm.make_token("ann", days=0),
    ):
        with pytest.raises(InputError):
            call()


def test_a_token_opens_the_desk_as_far_as_its_scopes_go(team: Team) -> None:
    unit = team.submit()[0]
    secret, token = team.bob.make_token("bob", label="script", scopes=["edit", "claim"])
    assert secret.startswith("drg_")
    desk = review.by_token(team.store, secret)
    assert (desk.person.name, token.label, token.scopes) == ("bob", "script", ("edit", "claim"))
    assert desk.edit(unit.id, "أ", base_version=1).version == 2
    with pytest.raises(NotAllowed, match="scope 'return'"):
        desk.return_(unit.id, "x")
    assert not desk.may("approve")
    assert [one.used_at is not None for one in team.bob.tokens("bob")] == [True]
    team.adm.revoke_token("bob", token.id)
    ended, _ = review.open("adm", store=team.store).make_token("ann", days=1e-9)
    for bad in (secret, ended, "drg_nonsense", ""):
        with pytest.raises(NotAllowed, match="unknown, revoked or expired"):
            review.by_token(team.store, bad)
    with pytest.raises(NotFound):
        team.adm.revoke_token("ann", 99)
    with team.store.read() as connection:
        assert secret not in str(connection.exec_driver_sql("SELECT * FROM token").fetchall())


def test_a_sign_in_lasts_until_it_ends(team: Team) -> None:
    ann = review.open("ann", store=team.store)
    secret, session = ann.sign_in(address="127.0.0.1", agent="Firefox")
    desk, found = review.by_session(team.store, secret)
    assert (desk.person.name, desk.origin, found.csrf) == ("ann", "web", session.csrf)
    digest = people.secret_digest(secret)
    with team.store.write() as connection:
        people.update_session(connection, digest, {"data": {"seen": 1}})
    assert review.by_session(team.store, secret)[1].data == {"seen": 1}
    team.adm.set_password("ann", "$argon2id$…")
    with pytest.raises(NotAllowed, match="sign in again"):
        review.by_session(team.store, secret)
    with team.store.read() as connection:
        assert people.password(connection, "ann") == "$argon2id$…"
        assert people.get(connection, "ann").has_password


def test_an_invitation_is_used_once(team: Team) -> None:
    secret = review.open("adm", store=team.store).invite("reviewer", name="omar")
    now = "2026-01-01T00:00:00.000000Z"
    with team.store.write() as connection:
        digest = people.secret_digest(secret)
        assert people.use_invitation(connection, digest, now=now) == ("reviewer", "omar")
        assert people.use_invitation(connection, digest, now=now) is None


def test_events_are_followed_and_the_audit_is_for_editors(team: Team) -> None:
    start = team.ann.last_event()
    unit = team.submit()[0]
    team.ann.edit(unit.id, "أ", base_version=1)
    team.adm.make_token("ann")
    assert [event.action for event in team.ann.events(after=start).items] == ["submit", "edit"]
    assert [event.action for event in team.eve.events(after=start).items] == ["submit", "edit", "token.make"]
    assert [event.action for event in team.eve.audit(unit=unit.id).items] == ["edit"]
    page = team.eve.audit(limit=1)
    assert page.cursor is not None
    assert team.eve.audit(limit=1, before=int(page.cursor)).items[0].action == "edit"


def test_editions_go_their_way(team: Team) -> None:
    units = team.submit()
    assert len(team.eve.publishable("bridge")) == 6
    draft = team.eve.create_edition("bridge", {"title": "الجسر"})
    assert (draft.number, draft.state, draft.content) == (1, "draft", {"title": "الجسر"})
    for state in ("published", "approved"):
        with pytest.raises(ReviewError, match="not reviewed"):
            team.eve.set_edition("bridge", 1, state)
    for unit in units:
        team.bob.approve(unit.id)
    assert team.eve.publishable("bridge") == []
    with pytest.raises(ReviewError, match="units changed since"):
        team.eve.set_edition("bridge", 1, "published")
    second = team.eve.create_edition("bridge", {}, state="approved")
    published = team.eve.set_edition("bridge", second.number, "published", notice={"en": "Out", "ar": "صدر"})
    assert (published.state, published.notice) == ("published", {"en": "Out", "ar": "صدر"})
    third = team.eve.create_edition("bridge", {}, state="published")
    assert [one.state for one in team.eve.editions("bridge")] == ["draft", "corrected", "published"]
    with pytest.raises(InputError, match="for a reason"):
        team.eve.set_edition("bridge", 3, "retracted")
    assert team.eve.set_edition("bridge", 3, "retracted", reason="a wrong name").reason == "a wrong name"
    with pytest.raises(ReviewError, match="cannot be"):
        team.eve.set_edition("bridge", 3, "published")
    with pytest.raises(NotAllowed):
        team.ann.edit(units[0].id, "x", base_version=third.pins[0][1])
    assert team.eve.edit(units[0].id, "x", base_version=third.pins[0][1]).state == "edited"
    with pytest.raises(InputError):
        team.eve.create_edition("bridge", {}, state="retracted")
    assert len(team.eve.edition_page(limit=2).items) == 2
    cursor = team.eve.edition_page(limit=2).cursor
    assert [one.number for one in team.eve.edition_page(limit=2, cursor=cursor).items] == [1]
    with pytest.raises(NotFound):
        team.eve.edition("bridge", 9)
    team.service.submit(article([], name="empty"))
    with pytest.raises(ReviewError, match="has no units"):
        team.eve.create_edition("empty", {}, state="published")
