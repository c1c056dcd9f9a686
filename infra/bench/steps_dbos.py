"""The steps of whole runs as DBOS workflows on SQLite; prints one JSON line a measurement.

One workflow a run, started directly, without DBOS's queue, whose polling would add up to a second. The steps of a level run
at once, in the fixed order that DBOS's determinism asks for. --wal switches the file to write-ahead logging first, which is
faster than the rollback journal that DBOS leaves it with; SQLite is as durable either way (synchronous = FULL).
"""
import argparse, asyncio, json, os, sqlite3, tempfile, time
from dbos import DBOS
from steps_graph import NEEDS, Account, levels, report

times, LEVELS = {}, levels()


def step(name):
    async def work(character):
        begin = time.monotonic()
        times[character, name] = (begin, time.monotonic())
    return DBOS.step(name=name)(work)


STEPS = {name: step(name) for name in NEEDS}


@DBOS.workflow()
async def run(character):
    for level in LEVELS:
        await asyncio.gather(*[STEPS[name](character) for name in level])


async def runs(first, count, at_once):
    gate = asyncio.Semaphore(at_once)

    async def one(character):
        async with gate:
            await (await DBOS.start_workflow_async(run, character)).get_result()

    await asyncio.gather(*[one(first + number) for number in range(count)])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--characters", type=int, default=200)
    arguments.add_argument("--at-once", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=1)
    arguments.add_argument("--wal", action="store_true")
    a = arguments.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "dbos.sqlite")
        if a.wal:
            sqlite3.connect(path).execute("PRAGMA journal_mode = WAL").connection.close()
        DBOS(config={"name": "bench", "system_database_url": f"sqlite:///{path}", "log_level": "ERROR"})
        DBOS.launch()
        asyncio.run(runs(-1000, 10, 10))
        for number in range(a.rounds):
            times.clear()
            with Account() as account:
                asyncio.run(runs(number * 1_000_000, a.characters, a.at_once))
            name = "DBOS, SQLite, WAL" if a.wal else "DBOS, SQLite"
            print(json.dumps(report(name, a.characters, a.at_once, times, account.cost)), flush=True)
        DBOS.destroy()


main()
