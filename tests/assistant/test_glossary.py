"""What the company says for what: kept in order by curators, found by in questions, never a leak."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.glossary_editing import GlossaryEditing
from assistant.glossary_table import read_table, write_table
from assistant.settings import load_settings
from assistant.synonyms import Synonyms
from ingest.errors import BusyError, NotFoundError, PermanentError
from ingest.glossary import GlossaryEntry
from ingest.segmentation import terms
from tests.assistant import company
from tests.assistant.company import CHEN, LI, WANG
from tests.hash_embedder import HashEmbedder


def entry(term: str, *synonyms: str, abbreviations: tuple[str, ...] = ()) -> GlossaryEntry:
    return GlossaryEntry("", term, synonyms, abbreviations)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Application]:
    config = company.found(tmp_path)
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def add(application: Application, *entries: GlossaryEntry) -> list[GlossaryEntry]:
    access = application.access(CHEN)
    return [application.glossary_editing.add(one, access=access) for one in entries]


def test_a_question_finds_what_the_glossary_says_for_its_words(opened: Application) -> None:
    retriever, access = opened.retriever(0.0), opened.access(LI)
    question = "迟滞补偿 LD"
    assert all(not one.keyword for one in retriever.retrieve(question, access=access))
    (made,) = add(opened, entry("违约金", "迟滞补偿", abbreviations=("LD",)))
    (first, *_) = retriever.retrieve(question, access=access)
    assert "违约金" in first.text and first.keyword > 0
    assert set(retriever.find(question, access=access).synonyms) >= {"违约金"}
    opened.glossary_editing.remove(made.entry_id, access=opened.access(CHEN))
    assert retriever.find(question, access=access).synonyms == ()


def test_a_synonym_weighs_less_than_the_word_said(opened: Application) -> None:
    search = opened.store.keywords.search
    (said, *_) = search(["违约金"], 5, within=None)
    (lesser, *_) = search(["nothing"], 5, within=None, lesser=["违约金"])
    assert lesser[0] == said[0]
    assert 0 < lesser[1] < said[1]


def everyone(_: GlossaryEntry) -> bool:
    return True


def test_a_spelling_may_be_several_words_of_either_language() -> None:
    synonyms = Synonyms(
        [
            entry("出厂验收", "factory acceptance test", abbreviations=("FAT",)),
            entry("FAT line", "生产线甲"),
        ]
    )
    assert set(synonyms.expand("When is the FAT?", everyone).spelled) == {
        "出厂验收",
        "factory acceptance test",
    }
    assert synonyms.expand("Who tests?", everyone).spelled == ()
    assert synonyms.expand("Factory acceptance tests, when?", everyone).spelled == (
        "出厂验收",
        "FAT",
    )
    # The longest alone.
    assert synonyms.expand("Where is the FAT line?", everyone).spelled == ("生产线甲",)
    assert ("fat",) in synonyms.expand("出厂验收是哪天", everyone).sayings["验收"]


def test_a_new_word_is_cut_alike_in_the_question_and_in_what_is_stored(
    opened: Application, tmp_path: Path
) -> None:
    # A word of this test alone: the dictionary is the process's, and other tests cut by it too.
    note = tmp_path / "documents" / "calibration.md"
    note.write_text("每台阀岛出厂前都做温漂标零的复核。", "utf-8")
    opened.sync()
    held = opened.store.keywords
    assert "温漂标零" not in terms("出厂前都做温漂标零的复核")
    assert not held.search(["温漂标零"], 5, within=None)
    add(opened, entry("温漂标零", "归零校"))
    assert "温漂标零" in terms("出厂前都做温漂标零的复核")
    assert held.search(["温漂标零"], 5, within=None)


@pytest.mark.parametrize(
    ("asked", "name"),
    [("苏州恒岳电气谁负责？", "苏州恒岳电气"), ("  Ｘ　 苏州恒岳电气…谁负责？", "苏州恒岳电气")],
)
def test_a_customer_is_called_as_the_question_does(
    opened: Application, asked: str, name: str
) -> None:
    found = opened.retriever().find(asked, access=opened.access(LI))
    assert found.called == dict.fromkeys(found.named, name)
    assert found.called


def test_an_alias_of_a_customer_is_whom_it_means(opened: Application) -> None:
    access = opened.access(LI)
    (customer,) = opened.retriever().find("苏州恒岳电气", access=access).named
    assert opened.retriever().find("老恒家谁负责？", access=access).named == ()
    (made,) = add(opened, entry("苏州恒岳电气", "老恒家"))
    assert opened.retriever().find("老恒家谁负责？", access=access).named == (customer,)
    answer = opened.assistant.ask("老恒家的负责人是谁？", access=access)
    assert answer.answered and answer.customers[0].id == customer
    opened.glossary_editing.remove(made.entry_id, access=opened.access(CHEN))
    assert opened.retriever().find("老恒家谁负责？", access=access).named == ()


def test_text_that_says_an_alias_is_tagged_with_whom_it_means(opened: Application) -> None:
    access = opened.access(LI)
    add(opened, entry("苏州恒岳电气", "投入产出"))
    (customer,) = opened.retriever().find("苏州恒岳电气", access=access).named
    passages = opened.retriever().retrieve("投入产出 13 个月", access=access)
    assert any(customer in one.customers for one in passages if "13 个月" in one.text)


def test_an_alias_is_as_hidden_as_the_record_that_names_its_bearer(tmp_path: Path) -> None:
    config = company.found(tmp_path)
    text = config.read_text("utf-8")
    crm = text.index('path = "crm"')
    hidden = text[:crm] + text[crm:].replace('"everyone"', '"dept:人力资源部"', 1)
    config.write_text(hidden, "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        access = application.access(WANG)
        made = application.glossary_editing.add(entry("苏州恒岳电气", "老恒家"), access=access)
        find, glossary = application.retriever().find, application.glossary
        for email, known in ((LI, False), (WANG, True)):
            access = application.access(email)
            found = find("老恒家谁负责？", access=access)
            assert (bool(found.named), found.synonyms) == (known, ())
            assert glossary.listing(access=access) == ((made,) if known else ())
        with pytest.raises(NotFoundError):
            glossary.entry_of("老恒家", access=application.access(LI))
        editing, access = application.glossary_editing, application.access(CHEN)
        with pytest.raises(NotFoundError):
            editing.change(made.entry_id, entry("违约金"), access=access)
        with pytest.raises(NotFoundError):
            editing.remove(made.entry_id, access=access)
        with pytest.raises(PermanentError, match="in another entry") as refused:
            editing.take_in("term,synonyms\n供应商,老恒家\n", access=access)
        assert "恒岳" not in str(refused.value)


@pytest.mark.parametrize(
    ("term", "synonyms", "complaint"),
    [
        ("", (), "1 to 60"),
        ("长" * 61, (), "1 to 60"),
        ("a" * 1_000_000, (), "1 to 60"),
        ("验收", ("(a+)+$" * 20,), "1 to 60"),
        ("验收", ("验\u0000收",), "not printed"),
        ("验收", ("\ud800\ud800",), "not printed"),
        ("验收", ("C",), "too little"),
        ("验收", ("42",), "too little"),
        ("验收", (".*",), "too little"),
        ("the", (), "too little"),
        ("什么", (), "too little"),
        ("验收", (" 验收 ",), "term itself"),
        ("验收", ("=HYPERLINK(1)",), "formula"),
        ("验收", ("甲乙;丙丁",), "semicolon"),
        ("验收", tuple(f"词语{number}号" for number in range(30)), "more than 20"),
    ],
)
def test_what_would_do_harm_is_refused_with_a_reason(
    opened: Application, term: str, synonyms: tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(PermanentError, match=complaint) as refused:
        add(opened, entry(term, *synonyms))
    assert len(str(refused.value)) < 300
    assert opened.glossary.entries == ()


def test_signs_of_a_pattern_are_only_signs(opened: Application) -> None:
    add(opened, entry("验收", "[(验收]+)*$ab"))
    assert opened.glossary.listing("(验收]", access=opened.access(LI))
    assert opened.assistant.ask("[(验收]+)*$ab 是哪天", access=opened.access(LI))


def test_synonyms_that_go_in_a_circle_are_refused(opened: Application) -> None:
    add(opened, entry("违约金", "迟滞补偿"))
    for circle in (entry("迟滞补偿", "违约金"), entry("罚款", "迟滞补偿"), entry("違約金", "罚款")):
        with pytest.raises(PermanentError, match="stands under '违约金' already"):
            add(opened, circle)
    assert len(opened.glossary.entries) == 1


def test_an_entry_is_changed_and_its_old_spellings_mean_nothing_any_more(
    opened: Application,
) -> None:
    (made,) = add(opened, entry("违约金", "迟滞补偿"))
    access = opened.access(CHEN)
    opened.glossary_editing.change(made.entry_id, entry("违约金", "拖延费"), access=access)
    find = opened.retriever().find
    assert find("迟滞补偿", access=access).synonyms == ()
    assert find("拖延费", access=access).synonyms
    add(opened, entry("赔偿", "迟滞补偿"))
    for step in (
        lambda: opened.glossary_editing.change("x", entry("违约"), access=access),
        lambda: opened.glossary_editing.remove("x", access=access),
    ):
        with pytest.raises(NotFoundError):
            step()


def test_what_another_curator_takes_out_meanwhile_does_not_come_back(opened: Application) -> None:
    (made,) = add(opened, entry("违约金", "迟滞补偿"))
    access = opened.access(CHEN)

    @contextmanager
    def after_another() -> Iterator[None]:
        opened.glossary_editing.remove(made.entry_id, access=access)
        with opened.syncs.one_writer():
            yield

    late = GlossaryEditing(opened.store, opened.glossary, opened.log, after_another)
    with pytest.raises(NotFoundError):
        late.change(made.entry_id, entry("违约金", "拖延费"), access=access)
    assert opened.glossary.entries == ()
    (made,) = add(opened, entry("违约金", "迟滞补偿"))
    assert late.take_in("term\n违约金\n", access=access).added == 1


def test_a_table_is_taken_in_whole_or_not_at_all(opened: Application) -> None:
    access, editing = opened.access(CHEN), opened.glossary_editing
    add(opened, entry("违约金", "迟滞补偿"))
    table = "term,synonyms,abbreviations\n违约金,罚金; 拖延费,LD\n出厂验收,,FAT；FATs\n"
    assert editing.take_in(table, access=access).added == 1
    assert [one.spellings for one in opened.glossary.entries] == [
        ("出厂验收", "FAT", "FATs"),
        ("违约金", "罚金", "拖延费", "LD"),
    ]
    before = opened.glossary.entries
    for bad, complaint in (
        ("", "first row names"),
        ("word\nx\n", "first row names"),
        ("term\n甲方\n甲方\n", "Two rows"),
        ("term,synonyms\n甲方,乙方\n丙方,FAT\n", "stands under"),
        ("term,synonyms\n,乙方\n", "Row 2 has no term"),
        ("term\n甲方,乙方\n", "Row 2 has more"),
        ('term\n"甲方\n', "no CSV"),
    ):
        with pytest.raises(PermanentError, match=complaint):
            editing.take_in(bad, access=access)
    assert opened.glossary.entries == before


def test_what_is_exported_is_imported_again() -> None:
    entries = [
        GlossaryEntry("", "出厂验收", ("厂内验收",), ("FAT",), ("Project Lynx",), 'so, "called"'),
        GlossaryEntry("", "V60"),
    ]
    assert read_table(write_table(entries)) == entries
    assert read_table("\ufeff" + write_table(entries)) == entries


def test_words_stay_words_when_the_company_is_opened_again(tmp_path: Path) -> None:
    config = company.found(tmp_path)
    for _ in range(2):
        with open_application(load_settings(config), embedder=HashEmbedder()) as application:
            application.sync()
            if not application.glossary.entries:
                add(application, entry("违约金", "迟滞补偿"))
            assert application.retriever().find("迟滞补偿", access=application.access(LI)).synonyms


def test_nothing_is_changed_during_a_sync(opened: Application) -> None:
    with opened.syncs.one_writer(), pytest.raises(BusyError):
        add(opened, entry("违约金", "迟滞补偿"))


def test_each_change_is_in_the_log(opened: Application) -> None:
    (made,) = add(opened, entry("违约金", "迟滞补偿"))
    access = opened.access(CHEN)
    opened.glossary_editing.remove(made.entry_id, access=access)
    removed, added, *_ = opened.audit_export(access=access)
    assert (added.event, added.target, removed.event) == (
        "glossary_added",
        made.entry_id,
        "glossary_removed",
    )
