// A ligand shared by two kinds of sites, or a site by two ligands: the same cubic.
#pragma once

namespace nacre::ligands {

struct SiteSet {
  double total_mM = 0;
  double K_per_mM = 0;
};

// The free concentration x of a species of which `total_mM` is spread over itself and two sets of partners:
// x + a K_a x / (1 + K_a x) + b K_b x / (1 + K_b x) = total. (Sigurskjold, Anal. Biochem. 277 (2000) 260,
// writes its cubic; this form has no cancellation for tight binding.) Newton steps that stay on one side.
double free_of_two_sets(double total_mM, const SiteSet& a, const SiteSet& b);

}  // namespace nacre::ligands
