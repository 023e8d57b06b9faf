"""The tables load in the notebooks' own readers, with the types of the documentation, and the descriptions are valid.

    pip install -r tests/python/requirements.txt
    pytest tests/python/test_tables.py

The program is target/debug/dyads, or what DYADS names.
"""

import datetime
import json
import os
import pathlib
import subprocess

import duckdb
import frictionless
import mlcroissant
import pandas as pd
import polars as pl
import pyarrow.dataset
import pyarrow.parquet
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DYADS = os.environ.get("DYADS") or str(pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "debug" / "dyads")
TABLES = ["events", "mentions", "articles", "rejects"]
# The type of data-dictionary words in each reader.
POLARS = {
    "string": pl.String,
    "list<string>": pl.List(pl.String),
    "bool": pl.Boolean,
    "int8": pl.Int8,
    "int32": pl.Int32,
    "int64": pl.Int64,
    "float32": pl.Float32,
    "float64": pl.Float64,
    "date32": pl.Date,
    "timestamp[us, UTC]": pl.Datetime("us", "UTC"),
}
DUCKDB = {
    "string": "VARCHAR",
    "list<string>": "VARCHAR[]",
    "bool": "BOOLEAN",
    "int8": "TINYINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float32": "FLOAT",
    "float64": "DOUBLE",
    "date32": "DATE",
    "timestamp[us, UTC]": "TIMESTAMP WITH TIME ZONE",
}


def run(*arguments):
    done = subprocess.run([DYADS, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done


@pytest.fixture(scope="module", params=[None, "year", "year,month"])
def dataset(request, tmp_path_factory):
    """The example articles, coded in two runs; with a record that can't be read."""
    folder = tmp_path_factory.mktemp("data")
    broken = folder / "broken.jsonl"
    broken.write_text('{"id": 1}\n')
    out = folder / "examples"
    by = ["--partition-by", request.param] if request.param else []
    run("code", broken, "--append", out, *by)
    run("code", "examples/articles", "--append", out)
    return out


def columns(dataset, table):
    """Column name to type, as datapackage.json says."""
    package = json.loads((dataset / "datapackage.json").read_text())
    resource = next(resource for resource in package["resources"] if resource["name"] == table)
    return {field["name"]: field["arrowType"] for field in resource["schema"]["fields"]}


def parts(dataset, table):
    return sorted(map(str, (dataset / table).rglob("*.parquet")))


@pytest.mark.parametrize("table", TABLES)
def test_polars(dataset, table):
    frame = pl.read_parquet(dataset / table / "**/*.parquet", hive_partitioning=False)
    assert frame.height > 0
    assert {name: frame.schema[name] for name in frame.columns} == {name: POLARS[kind] for name, kind in columns(dataset, table).items()}
    # The folder alone, without a pattern, as people write it.
    assert pl.scan_parquet(dataset / table).collect().height == frame.height


@pytest.mark.parametrize("table", TABLES)
def test_pandas(dataset, table):
    frame = pd.read_parquet(dataset / table)
    wanted = columns(dataset, table)
    assert set(wanted) <= set(frame.columns)
    for name, kind in wanted.items():
        if kind == "string":
            values = frame[name].dropna()
            assert all(isinstance(value, str) and value for value in values), name
        if kind == "date32":
            assert all(isinstance(value, datetime.date) for value in frame[name].dropna()), name
        if kind == "timestamp[us, UTC]":
            assert str(frame[name].dtype) == "datetime64[us, UTC]", name


@pytest.mark.parametrize("table", TABLES)
def test_pyarrow(dataset, table):
    loaded = pyarrow.dataset.dataset(parts(dataset, table)).to_table()
    assert loaded.schema.names == list(columns(dataset, table))
    for path in parts(dataset, table):
        schema = pyarrow.parquet.read_schema(path)
        assert all(field.metadata[b"description"] for field in schema)
        assert schema.metadata is None or b"dyads.version" not in schema.metadata, "in the file's own metadata"
        assert b"dyads.codebook_sha256" in pyarrow.parquet.read_metadata(path).metadata


@pytest.mark.parametrize("table", TABLES)
def test_duckdb(dataset, table):
    found = duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{dataset}/{table}/**/*.parquet', hive_partitioning = false)").fetchall()
    assert {name: kind for name, kind, *_ in found} == {name: DUCKDB[kind] for name, kind in columns(dataset, table).items()}


def test_codes_keep_their_zeros_everywhere(dataset):
    polars = set(pl.scan_parquet(dataset / "events").collect()["action_code"])
    assert any(code.startswith("0") for code in polars)
    assert polars == set(pd.read_parquet(dataset / "events")["action_code"])
    rows = duckdb.sql(f"SELECT DISTINCT action_code FROM '{dataset}/events/**/*.parquet'").fetchall()
    assert polars == {code for (code,) in rows}


def test_partitions_are_columns_where_a_reader_wants_them(dataset):
    options = json.loads((dataset / "run.json").read_text())["options"]
    if not options["partition_by"]:
        return
    frame = pl.read_parquet(dataset / "events/**/*.parquet", hive_partitioning=True)
    known = frame.filter(pl.col("event_date").is_not_null())
    assert (known["year"] == known["event_date"].dt.year()).all()
    if options["partition_by"] == "year,month":
        assert (known["month"] == known["event_date"].dt.month()).all()
    assert (frame.filter(pl.col("event_date").is_null())["year"] == 0).all()
    year = known["year"][0]
    rows = duckdb.sql(f"SELECT count(*) FROM read_parquet('{dataset}/events/**/*.parquet', hive_partitioning = true) WHERE year = {year}")
    assert rows.fetchall() == [((known["year"] == year).sum(),)]
    # A missing day is no obstacle to pandas either.
    assert len(pd.read_parquet(dataset / "events")) == frame.height


def test_a_filter_on_an_actor_skips_row_groups(dataset):
    for path in parts(dataset, "events"):
        group = pyarrow.parquet.ParquetFile(path).metadata.row_group(0)
        names = {group.column(at).path_in_schema: group.column(at) for at in range(group.num_columns)}
        assert names["event_date"].statistics is not None or group.num_rows == 0
        assert names["source_code"].compression == "ZSTD"


def test_mentions_and_events_fit(dataset):
    assert run("verify", dataset).returncode == 0
    events, mentions = (pl.scan_parquet(dataset / table).collect() for table in ["events", "mentions"])
    counted = mentions.group_by("event_id").len()
    joined = events.join(counted, on="event_id")
    assert joined.height == events.height and (joined["len"] == joined["mention_count"]).all()


def test_frictionless(dataset):
    descriptor = json.loads((dataset / "datapackage.json").read_text())
    report = frictionless.Package.validate_descriptor(descriptor, basepath=str(dataset))
    assert report.valid, report.flatten()


def test_croissant(dataset):
    described = mlcroissant.Dataset(jsonld=str(dataset / "croissant.json"))
    assert not described.metadata.ctx.issues.errors
    assert {record_set.name for record_set in described.metadata.record_sets} == set(TABLES)
