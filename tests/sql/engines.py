"""Runs SQL on one engine beside what the core says: python3 engines.py ENGINE JOB.json. A line of JSON for each check.

A job has `data` (a file of columns with a tab between them: an x and the id in hexadecimal, \\N for null, then what is expected),
`columns` (a name and a type, "bucket" or "tag", for each of those), `setup` (statements) and `checks` (a name, an
expression over the column `id`, and the column that has what it must be), and `facts` (expressions that must be true).
"""

import json
import os
import sys
import time

FACTS_AT_ONCE = 20


class DuckDb:
    def __init__(self, job):
        import duckdb

        self.connection = duckdb.connect(config={"threads": 2})
        types = {"bucket": "BIGINT", "tag": "VARCHAR"}
        columns = ", ".join(f"'{c['name']}': '{types[c['type']]}'" for c in job["columns"])
        read = f"read_csv('{job['data']}', delim='\t', header=false, quote='', escape='', nullstr='\\N', columns={{'hexid': 'VARCHAR', {columns}}})"
        self.run(f"CREATE TABLE ids AS SELECT decode(unhex(substr(hexid, 2))) AS id, * EXCLUDE hexid FROM {read}")

    def run(self, sql):
        return self.connection.execute(sql).fetchall()

    def differences(self, value, expected):
        return f"SELECT count(*) FILTER (WHERE ({value}) IS DISTINCT FROM {expected}), count(*) FROM ids"


class ClickHouse:
    def __init__(self, job):
        from chdb import session

        self.session = session.Session()
        types = {"bucket": "Nullable(Int64)", "tag": "Nullable(String)"}
        columns = ", ".join(f"{c['name']} {types[c['type']]}" for c in job["columns"])
        names = ", ".join(c["name"] for c in job["columns"])
        structure = f"hexid Nullable(String), {columns}"
        self.run("CREATE DATABASE IF NOT EXISTS test ENGINE = Atomic")
        self.run("USE test")
        self.run("SET max_threads = 2")
        self.run(
            f"CREATE TABLE ids ENGINE = MergeTree ORDER BY tuple() SETTINGS allow_nullable_key = 1 AS "
            f"SELECT if(isNull(hexid), NULL, unhex(substring(assumeNotNull(hexid), 2))) AS id, {names} "
            f"FROM file('{job['data']}', 'TSV', '{structure}')"
        )

    def run(self, sql):
        text = str(self.session.query(sql.rstrip().rstrip(";"), "JSONCompact"))
        return json.loads(text)["data"] if text.strip() else []

    def differences(self, value, expected):
        given = f"CAST(({value}) AS {'Nullable(String)' if expected.endswith('_tag') else 'Nullable(Int64)'})"
        return f"SELECT countIf(NOT isNotDistinctFrom({given}, {expected})), count() FROM ids"


class Spark:
    def __init__(self, job):
        from pyspark.sql import SparkSession

        self.session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.memory", "3g")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", os.path.join(os.path.dirname(job["data"]), "warehouse"))
            .config("spark.log.level", "ERROR")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
        types = {"bucket": "BIGINT", "tag": "STRING"}
        columns = ", ".join(f"{c['name']} {types[c['type']]}" for c in job["columns"])
        options = {"sep": "\t", "nullValue": "\\N", "quote": "", "escape": "\\", "emptyValue": ""}
        frame = self.session.read.schema(f"hexid STRING, {columns}").options(**options).csv(job["data"])
        frame.selectExpr("decode(unhex(substr(hexid, 2)), 'UTF-8') AS id", *[c["name"] for c in job["columns"]]).repartition(
            2
        ).cache().createOrReplaceTempView("ids")
        self.run("SELECT count(*) FROM ids")

    def run(self, sql):
        return [list(row) for row in self.session.sql(sql.rstrip().rstrip(";")).collect()]

    def differences(self, value, expected):
        return f"SELECT count_if(NOT (({value}) <=> {expected})), count(*) FROM ids"


def main():
    engine, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        job = json.load(file)
    sql = {"duckdb": DuckDb, "clickhouse": ClickHouse, "spark": Spark}[engine](job)
    for statement in job["setup"]:
        sql.run(statement)
    for check in job["checks"]:
        began = time.monotonic()
        differences, rows = sql.run(sql.differences(check["value"], check["expected"]))[0]
        seconds = time.monotonic() - began
        said = {"name": check["name"], "differences": int(differences), "rows": int(rows), "seconds": seconds}
        print(json.dumps(said), flush=True)
    began = time.monotonic()
    differences = 0
    for i in range(0, len(job["facts"]), FACTS_AT_ONCE):
        facts = job["facts"][i : i + FACTS_AT_ONCE]
        seen = sql.run("SELECT " + ", ".join(f"({fact}) AS f{n}" for n, fact in enumerate(facts)))[0]
        differences += sum(1 for each in seen if each not in (True, 1))
    said = {"name": "facts", "differences": differences, "rows": len(job["facts"]), "seconds": time.monotonic() - began}
    print(json.dumps(said), flush=True)


main()
