import os

from verify.distribution.installed import normalized, owners, read_distributions, required
from scratch import ScratchTest


class TestDistributions(ScratchTest):
    def test_reads_what_is_installed(self):
        self.install("Beta_Pkg", {"beta.py": ""}, version="2.0", requires=["alpha-pkg>=1; python_version>'3'", "x; extra == 'y'"])
        self.install("alpha.pkg", {"alpha/__init__.py": ""}, requested=True)
        alpha, beta = read_distributions(self.environment)
        self.assertEqual((alpha.name, alpha.key, alpha.version, alpha.requested), ("alpha.pkg", "alpha-pkg", "1.0", True))
        self.assertEqual((beta.name, beta.version, beta.requires, beta.requested), ("Beta_Pkg", "2.0", ["alpha-pkg"], False))
        self.assertEqual(required([alpha, beta]), {"alpha-pkg"})
        self.assertIs(owners([alpha, beta])[os.path.join(self.site, "beta.py")], beta)
        self.assertEqual(normalized("Ruamel_.Yaml"), "ruamel-yaml")

    def test_a_directory_without_metadata_is_no_distribution(self):
        self.write(os.path.join(self.site, "rest-1.0.dist-info/RECORD"), "x.py,,\n")
        self.assertEqual(read_distributions(self.environment), [])
