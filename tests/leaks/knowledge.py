"""What the company knows: past projects, paths for those who learn, and the map."""

from __future__ import annotations

from tests.leaks.look import Look


def projects(look: Look) -> None:
    """Each visible record that is a project is stated by one of those listed, and no other is."""
    listed = look.get("/api/projects")["projects"]
    stated = [one for project in listed for one in project["records"]]
    assert len(stated) == len(set(stated))
    visible = {seen.record_id for seen in look.visible}
    of_kind = {seen.record_id for seen in look.visible if seen.record.kind == "project"}
    assert of_kind <= set(stated) <= visible
    for project in listed:
        assert project["id"] in visible
        assert look.get(f"/api/projects/{project['id']}")["project"] == project
    for hidden in sorted(look.hidden_ids)[:3]:
        look.is_not_found(f"/api/projects/{hidden}")


def learning(look: Look) -> None:
    """A path leads to visible records and to nameable colleagues who are still here."""
    visible = {seen.record_id for seen in look.visible}
    for kind in ("topic", None):
        asked = {"q": look.question} | ({"kind": kind} if kind else {})
        path = look.get("/api/learn", **asked)
        read = {one["record"]["record_id"] for one in path["items"] if one["record"]}
        assert read <= visible
        assert {one["person"]["email"] for one in path["people"]} <= look.nameable()


def knowledge_map(look: Look) -> None:
    """Every number of the map counts visible records, each topic's people are those tied to them, and a
    topic of hidden ones alone is not there."""
    involved = {
        seen.record_id: {
            one.person.email for one in seen.record.involvements if one.role != "mentioned"
        }
        for seen in look.visible
    }
    view = look.get("/api/map")
    for topic in view["topics"]:
        page = look.get(f"/api/map/topics/{topic['topic_id']}")
        assert page["topic"] == topic
        shown = {one["record"]["record_id"] for one in page["records"]}
        assert shown <= involved.keys()
        assert topic["record_count"] == len(shown) > 0
        for person in page["people"]:
            address = person["person"]["email"]
            assert set(person["records"]) == {one for one in shown if address in involved[one]}
        assert page["recent"]["record_count"] == topic["recent"]
        assert page["earlier"]["record_count"] == topic["earlier"]
        periods = (page["recent"], page["earlier"])
        for counted in (*page["departments"], *page["quarters"], *page["knowledge"], *periods):
            assert counted["record_count"] == len(set(counted["records"]) & shown)
    sorted_records = [one["record_count"] for one in view["knowledge"]]
    assert max(sorted_records, default=0) <= len(involved) <= sum(sorted_records)
    for kind in view["knowledge"]:
        page = look.get(f"/api/map/knowledge/{kind['knowledge']}", limit=200)
        assert page["total"] == kind["record_count"] == len(page["records"])
        assert {one["record"]["record_id"] for one in page["records"]} <= involved.keys()
    for part in ("single-points", "stale", "complaints"):
        look.get(f"/api/map/{part}")
        look.holds_nothing_hidden(look.browser.get("/api/map/csv", params={"part": part}).text)
    look.get("/api/gaps")
    seen_ids = {topic["topic_id"] for topic in view["topics"]}
    for other in sorted(look.company.topic_ids() - seen_ids)[:3]:
        look.is_not_found(f"/api/map/topics/{other}")
