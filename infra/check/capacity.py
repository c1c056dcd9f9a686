#!/usr/bin/env python3
"""Tests of the capacity model, and that docs/SCALING.md shows what it says."""

import subprocess
import sys
import unittest
from dataclasses import replace
from pathlib import Path

import sources

sys.path.insert(0, str(sources.ROOT / "infra"))
spec = __import__("importlib.util", fromlist=["util"]).spec_from_file_location("model", sources.ROOT / "infra/capacity.py")
model = __import__("importlib.util", fromlist=["util"]).module_from_spec(spec)
sys.modules["model"] = model
spec.loader.exec_module(model)


class ModelTests(unittest.TestCase):
    one, here = model.Character(), model.Installation()

    def test_twice_the_characters_need_twice_of_everything(self):
        single, double = (model.needs(model.Load(day), self.one, self.here) for day in [500, 1000])
        for name, (need, _) in single.items():
            if "to one run" not in name:
                self.assertAlmostEqual(double[name][0], 2 * need, msg=name)

    def test_the_bottleneck_is_used_up_exactly_at_what_it_allows(self):
        name, most = model.bottleneck(model.Load(10), self.one, self.here)
        need, there = model.needs(model.Load(most), self.one, self.here)[name]
        self.assertAlmostEqual(need, there)
        for other, (need, there) in model.needs(model.Load(most * 0.999), self.one, self.here).items():
            self.assertTrue(there is None or need < there, other)

    def test_looking_less_often_costs_less_and_needs_no_more_of_anything(self):
        seldom = replace(self.one, poll=4 * self.one.poll)
        often, less = (model.needs(model.Load(1000), one, self.here) for one in [self.one, seldom])
        self.assertTrue(all(less[name][0] <= often[name][0] for name in often))
        self.assertLess(model.cost(seldom, model.Prices())["Firestore"], model.cost(self.one, model.Prices())["Firestore"])

    def test_operations_at_once_follow_from_rate_and_duration(self):
        load = model.Load(day=model.DAY, peak=1)
        self.assertAlmostEqual(model.needs(load, self.one, self.here)["operations at the motion provider at once"][0], 5 * 300)

    def test_the_model_knows_the_graph_and_the_settings_of_today(self):
        graph = sources.swift("Core/OdoriDomain/Graph/StageGraph+Build.swift")
        self.assertIn("JobConfig.dancesPerRun", graph)
        self.assertEqual(self.one.motions, 3 + 2)
        terraform = Path(sources.ROOT / "infra/terraform/variables.tf").read_text()
        for name, value in [("generation_slots", self.here.slots), ("media_instances", self.here.media_instances), ("poll_seconds", self.one.poll)]:
            self.assertRegex(terraform, rf'variable "{name}" {{[^}}]*default     = {value}\n')

    def test_the_document_shows_what_the_model_says(self):
        said = subprocess.run([str(sources.ROOT / "infra/capacity.py")], capture_output=True, text=True, check=True).stdout
        self.assertIn(said.strip(), (sources.ROOT / "docs/SCALING.md").read_text())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
