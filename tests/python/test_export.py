"""Exports are read by the field's own readers, and hold what the dataset holds.

    pip install -r tests/python/requirements.txt
    pytest tests/python/test_export.py

The program is target/debug/dyads, or what DYADS names.
"""

import csv
import datetime
import importlib.metadata
import importlib.util
import io
import json
import os
import pathlib
import subprocess
import zipfile

import duckdb
import pandas as pd
import polars as pl
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DYADS = os.environ.get("DYADS") or str(pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "debug" / "dyads")
# What GDELT's schema calls its types, and what pandas makes of them where a value may be missing.
TYPES = {"INTEGER": "Int64", "FLOAT": "float64", "STRING": "string"}


def run(*arguments):
    subprocess.run([DYADS, *map(str, arguments)], check=True, cwd=ROOT, capture_output=True)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """The example articles, coded."""
    out = tmp_path_factory.mktemp("dataset") / "examples"
    run("code", "examples/articles", "--out", out)
    return out


@pytest.fixture(scope="module")
def export(dataset, tmp_path_factory):
    """Gives the folder of an export, made once."""
    made = {}

    def folder(*options):
        if options not in made:
            made[options] = tmp_path_factory.mktemp("export") / "out"
            run("export", *options, dataset, made[options])
        return made[options]

    return folder


@pytest.fixture(scope="module")
def events(dataset):
    return pl.read_parquet(dataset / "events/*.parquet").sort("event_id")


def the(folder, pattern):
    """The one file of that name."""
    (found,) = folder.glob(pattern)
    return found


def shipped_with_gdelt(name):
    """A table that gdeltPyR brings: it installs them beside its code's folder."""
    (file,) = [file for file in importlib.metadata.files("gdelt") if file.name == name]
    return pd.read_csv(file.locate())


def gdelt_schema(name):
    schema = shipped_with_gdelt(name)
    return dict(zip(schema["name"], schema["type"]))


def read(path, schema):
    """As a GDELT notebook reads it: no header, the names from gdeltPyR's schema, its types enforced."""
    types = {name: TYPES[kind] for name, kind in schema.items()}
    return pd.read_csv(path, sep="\t", header=None, names=list(schema), dtype=types, keep_default_na=False, na_values=[""])


def dated(events):
    """Those that any set can take."""
    return events.filter(pl.col("event_date").is_not_null() | pl.col("first_published").is_not_null()).to_dicts()


@pytest.mark.parametrize(("form", "table", "count"), [("gdelt2", "events2.csv", 61), ("gdelt1", "events1.csv", 58)])
def test_events_under_the_header_of_gdeltpyr(export, events, form, table, count):
    schema = gdelt_schema(table)
    # gdeltPyR's table of 1.0 is a copy of that of 2.0; its header of 1.0 is 2.0's without the second-level divisions.
    if len(schema) != count:
        schema = {name: kind for name, kind in schema.items() if not name.endswith("ADM2Code")}
    assert len(schema) == count
    path = the(export("--as", form), "*.export.CSV")
    lines = path.read_text("utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {count - 1}
    rows = read(path, schema).sort_values("GLOBALEVENTID").reset_index(drop=True)
    assert rows["GLOBALEVENTID"].tolist() == [event["event_id"] for event in dated(events)]
    for row, event in zip(rows.to_dict("records"), dated(events)):
        compare(row, event, form)


def blank(value):
    return None if pd.isna(value) else value


def compare(row, event, form):
    """One row of GDELT with the event it was made of, column by column."""
    day = event["event_date"] or event["first_published"].date()
    added = event["first_published"] or datetime.datetime.combine(event["event_date_end"] or day, datetime.time())
    assert row["SQLDATE"] == int(day.strftime("%Y%m%d"))
    assert row["MonthYear"] == int(day.strftime("%Y%m"))
    assert row["Year"] == day.year
    assert row["FractionDate"] == pytest.approx(day.year + ((day.month - 1) * 30 + day.day) / 365, abs=5e-5)
    assert row["DATEADDED"] == int(added.strftime("%Y%m%d%H%M%S" if form == "gdelt2" else "%Y%m%d"))
    for number, side in ((1, "source"), (2, "target")):
        actor = f"Actor{number}"
        assert blank(row[f"{actor}Code"]) == event[f"{side}_code"]
        assert blank(row[f"{actor}CountryCode"]) == event[f"{side}_country"]
        assert blank(row[f"{actor}KnownGroupCode"]) == event[f"{side}_group"]
        assert blank(row[f"{actor}EthnicCode"]) == event[f"{side}_ethnic"]
        assert blank(row[f"{actor}Religion1Code"]) == event[f"{side}_religion"]
        assert blank(row[f"{actor}Religion2Code"]) is None
        roles = [blank(row[f"{actor}Type{at}Code"]) for at in (1, 2, 3)]
        assert [role for role in roles if role] == (event[f"{side}_roles"] or [])[:3]
        if event[f"{side}_name"]:
            assert row[f"{actor}Name"] == event[f"{side}_name"].upper()
        assert (blank(row[f"{actor}Geo_Type"]) is None) == (blank(row[f"{actor}Geo_CountryCode"]) is None)
        assert blank(row[f"{actor}Geo_Type"]) in (None, 1)
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == (event["action_code"], event["action_base"], event["action_root"])
    assert row["QuadClass"] == {"09": 2, "14": 3}.get(event["action_root"], event["quad_class"])
    assert blank(row["GoldsteinScale"]) == (None if event["goldstein"] is None else pytest.approx(event["goldstein"], abs=1e-6))
    assert (row["NumMentions"], row["NumArticles"]) == (event["mention_count"], event["article_count"])
    assert row["NumSources"] == max(1, event["publisher_count"])
    assert blank(row["AvgTone"]) == event["tone"]
    assert blank(row["SOURCEURL"]) == event["source_url"]
    if event["place_type"] in ("city", "admin1"):
        assert row["ActionGeo_FullName"].startswith(event["place_name"])
        assert (row["ActionGeo_Lat"], row["ActionGeo_Long"]) == (event["place_lat"], event["place_lon"])
        us, gaza = event["place_country"] == "USA", row["ActionGeo_CountryCode"] == "GZ"
        # FIPS counts Gaza as a country.
        assert row["ActionGeo_Type"] == {"city": 3 if us else 4, "admin1": 2 if us else 1 if gaza else 5}[event["place_type"]]
    elif event["place_type"]:
        assert row["ActionGeo_Type"] == 1 and not pd.isna(row["ActionGeo_Lat"])
    else:
        assert blank(row["ActionGeo_Type"]) is None


def test_mentions_under_the_header_of_gdeltpyr(export, dataset):
    schema = gdelt_schema("mentions.csv")
    schema = {name: kind for name, kind in schema.items() if kind in TYPES}
    # Its table says that source and identifier are texts, as they are; the codebook of GDELT says integer.
    assert len(schema) == 16 and schema["MentionIdentifier"] == "STRING"
    rows = read(the(export("--as", "gdelt2"), "*.mentions.CSV"), schema)
    added = dict(zip(*read(the(export("--as", "gdelt2"), "*.export.CSV"), gdelt_schema("events2.csv"))[["GLOBALEVENTID", "DATEADDED"]].values.T.tolist()))
    mentions = pl.read_parquet(dataset / "mentions/*.parquet").filter(pl.col("event_id").is_in(list(added))).to_dicts()
    articles = {article["article_id"]: article for article in pl.read_parquet(dataset / "articles/*.parquet").to_dicts()}
    assert len(rows) == len(mentions)
    for row, mention in zip(rows.to_dict("records"), mentions):
        article = articles[mention["article_id"]]
        assert row["GLOBALEVENTID"] == mention["event_id"] and row["EventTimeDate"] == added[mention["event_id"]]
        if article["published"]:
            assert row["MentionTimeDate"] == int(article["published"].strftime("%Y%m%d%H%M%S"))
        assert row["MentionType"] == (1 if article["url"] else 2)
        assert row["MentionIdentifier"] == (article["url"] or article["article_id"])
        assert row["SentenceID"] == mention["sentence"] + 1
        for column, side in (("Actor1", "source"), ("Actor2", "target"), ("Action", "action")):
            start = mention[f"{side}_start"]
            assert row[f"{column}CharOffset"] == (-1 if start is None else start)
        assert row["InRawText"] == 1 and 10 <= row["Confidence"] <= 100
        assert row["MentionDocLen"] == article["char_count"]
        assert blank(row["MentionDocTranslationInfo"]) == (None if article["language"] == "en" else "srclc:ara;eng:none")


class Answer:
    status_code = 200

    def __init__(self, content):
        self.content = content


@pytest.mark.parametrize(("form", "count"), [("gdelt2", 61), ("gdelt1", 58)])
def test_gdeltpyr_itself_reads_what_it_would_have_fetched(export, monkeypatch, form, count):
    (file,) = [file for file in importlib.metadata.files("gdelt") if str(file) == "gdelt/parallel.py"]
    # By its path: the package asks the network while it is imported.
    spec = importlib.util.spec_from_file_location("gdelt_parallel", file.locate())
    parallel = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(parallel)
    path = the(export("--as", form), "*.export.CSV")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, path.name)
    monkeypatch.setattr(parallel.requests, "get", lambda *_, **__: Answer(packed.getvalue()))
    frame = parallel._mp_worker(f"http://data.example/gdeltv2/{path.name}.zip", table="events")
    assert frame.shape == (len(path.read_text("utf-8").splitlines()), count)
    assert frame[26].map(len).isin([3, 4]).all() and frame[28].map(len).eq(2).all(), "leading zeros are kept"


def test_py_gdelt_reads_every_row(export, events):
    from py_gdelt.models.events import Event, Mention
    from py_gdelt.parsers.events import EventsParser
    from py_gdelt.parsers.mentions import MentionsParser

    # It takes no row without a tone.
    folder = export("--as", "gdelt2", "--zeros")
    path = the(folder, "*.export.CSV")
    parsed = {event.global_event_id: event for event in map(Event.from_raw, EventsParser().parse(path.read_bytes()))}
    assert len(parsed) == len(path.read_text("utf-8").splitlines())
    for event in events.to_dicts():
        if event["event_id"] not in parsed:
            continue
        other = parsed[event["event_id"]]
        assert other.event_code == event["action_code"]
        assert (other.actor1.code if other.actor1 else None) == event["source_code"]
        assert (other.actor2.country_code if other.actor2 else None) == event["target_country"]
        assert event["event_date"] in (None, other.date)
        if event["place_type"] == "city":
            assert other.action_geo.lat == event["place_lat"] and other.action_geo.name.startswith(event["place_name"])
    path = the(folder, "*.mentions.CSV")
    mentions = list(map(Mention.from_raw, MentionsParser().parse(path.read_bytes())))
    assert len(mentions) == len(path.read_text("utf-8").splitlines())
    assert all(mention.global_event_id in parsed and mention.sentence_id > 0 for mention in mentions)


def test_its_fips_codes_are_those_py_gdelt_knows(export):
    from py_gdelt.lookups.countries import Countries

    countries = Countries()
    rows = read(the(export("--as", "gdelt2"), "*.export.CSV"), gdelt_schema("events2.csv"))
    for column in ("Actor1Geo_CountryCode", "Actor2Geo_CountryCode", "ActionGeo_CountryCode"):
        for code in rows[column].dropna().unique():
            # GDELT has Gaza, and its lookup too; py-gdelt's has not.
            assert code == "GZ" or countries.fips_to_iso3(code), f"{column}: {code}"


def test_gdeltforge_converts_gdelt1(export, tmp_path, monkeypatch):
    from gdeltforge.conversion.converter import GDELTConverter
    from gdeltforge.utils.config import load_config

    # It writes a settings file where it is.
    monkeypatch.chdir(tmp_path)
    config = load_config()
    for name in ("downloaded", "unzipped", "parquet"):
        config["paths"][f"{name}_data_directory"] = str(tmp_path / name)
    (tmp_path / "downloaded").mkdir()
    path = the(export("--as", "gdelt1"), "*.export.CSV")
    with zipfile.ZipFile(tmp_path / "downloaded" / f"{path.name}.zip", "w") as archive:
        archive.write(path, path.name)
    converter = GDELTConverter(config, quiet=True)
    converter._create_folders()
    (written,) = converter.process_single_file(str(tmp_path / "downloaded" / f"{path.name}.zip"))
    frame = pl.read_parquet(written)
    rows = read(path, {name: kind for name, kind in gdelt_schema("events2.csv").items() if not name.endswith("ADM2Code")})
    assert frame.shape == (len(rows), 58)
    assert frame["GlobalEventID"].cast(pl.Int64).to_list() == rows["GLOBALEVENTID"].tolist()
    assert frame["EventCode"].to_list() == rows["EventCode"].tolist()


def test_icews_as_its_public_loaders_read_it(export, dataset, events):
    # Names and types are those of the R package's read_events_tsv, quotes switched off.
    path = the(export("--as", "icews"), "*.tab")
    types = {"Event ID": "int32", "Intensity": "float64", "Story ID": "int32", "Sentence Number": "int32", "Latitude": "float64", "Longitude": "float64"}
    text = dict.fromkeys(path.read_text("utf-8").splitlines()[0].split("\t"), "string")
    frame = pd.read_csv(path, sep="\t", dtype=text | types, quoting=csv.QUOTE_NONE, parse_dates=["Event Date"])
    assert list(frame.columns) == (
        "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"
        "Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
    ).split(",")
    # Ids are rows of the tables, from 1.
    own = pl.read_parquet(dataset / "events/*.parquet").to_dicts()
    articles = pl.read_parquet(dataset / "articles/*.parquet")["article_id"].to_list()
    mentions = pl.read_parquet(dataset / "mentions/*.parquet").group_by("event_id").agg(pl.col("article_id"), pl.col("sentence"))
    told = {row["event_id"]: set(zip(row["article_id"], row["sentence"])) for row in mentions.to_dicts()}
    assert len(frame) > 50
    for row in frame.to_dict("records"):
        event = own[row["Event ID"] - 1]
        assert row["CAMEO Code"] == event["action_code"]
        assert row["Event Date"].date() == (event["event_date"] or event["first_published"].date())
        assert (articles[row["Story ID"] - 1], row["Sentence Number"] - 1) in told[event["event_id"]]
        assert (blank(row["Source Country"]) is None) or event["source_country"]
        if event["place_type"] == "city":
            assert (row["City"], row["Latitude"], row["Longitude"]) == (event["place_name"], event["place_lat"], event["place_lon"])


def test_polecat_as_its_public_loaders_read_it(export, events):
    path = the(export("--as", "polecat"), "*.txt")
    frame = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    header = (
        "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,"
        "Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,"
        "Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,"
        "GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"
    )
    assert list(frame.columns) == header.split(",")
    typed = {str(event["event_id"]): event for event in dated(events) if event["plover_event"]}
    assert len(frame) == len(typed) > 50
    with path.open(encoding="utf-8", newline="") as file:  # as graph benchmarks do
        assert all(len(row) == 40 for row in csv.reader(file, delimiter="\t"))
    quads = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
    for row in frame.to_dict("records"):
        event = typed[row["Event ID"]]
        assert row["Event Type"] == event["plover_event"] and row["Quad Code"] in quads
        assert datetime.date.fromisoformat(row["Event Date"]) == (event["event_date"] or event["first_published"].date())
        assert -10 <= float(row["Intensity"]) <= 10
        # Numbers of the Correlates of War, "None" where there is none: loaders filter by that word.
        assert row["Actor COW"] == "None" or 2 <= int(row["Actor COW"]) <= 990
        assert row["Contexts"] == (event["plover_context"] or "None")
        assert row["Actor Name Raw"] and row["Recipient Name Raw"]


def test_petrarch_lines_fall_into_their_fields(export, events):
    path = the(export("--as", "petrarch"), "*.txt")
    for line in path.read_text("utf-8").splitlines():
        date, source, target, code, _issues, ids, _url, _outlet, *_texts = line.split("\t")
        assert len(date) == 8 and code in set(events["action_code"])
        assert source == "---" or source in set(events["source_code"])
        assert target == "---" or target in set(events["target_code"])
        assert all(one.rsplit("_", 1)[1].isdigit() for one in ids.split(";"))


@pytest.mark.parametrize("form", ["gdelt2", "gdelt1", "icews", "polecat", "petrarch"])
def test_parquet_and_csv_hold_the_same(export, form):
    pattern = "*.export" if form.startswith("gdelt") else "*"
    parquet = the(export("--as", form, "--format", "parquet"), f"{pattern}.parquet")
    frame = pl.read_parquet(parquet)
    assert set(frame.dtypes) <= {pl.Int64, pl.Float64, pl.String}
    table = pd.read_csv(the(export("--as", form, "--format", "csv"), f"{pattern}.csv"), dtype=str, keep_default_na=False)
    assert list(table.columns) == frame.columns and len(table) == len(frame)
    code = {"icews": "CAMEO Code", "polecat": "Event Type", "petrarch": "Code"}.get(form, "EventCode")
    assert frame[code].to_list() == table[code].tolist()
    counted = duckdb.sql(f"SELECT count(*), count(DISTINCT \"{code}\") FROM '{parquet}'").fetchall()[0]
    assert counted == (len(frame), frame[code].n_unique())
    said = json.loads((parquet.parent / "export.json").read_text("utf-8"))
    assert (said["set"], said["rows"]["events"]) == (form, len(frame))
