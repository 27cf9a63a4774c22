package io.trtdoctor.search;

/**
 * A question worth asking.
 *
 * @param chance how likely it fails, from 0 to 1
 */
record Wish(Subset subset, double chance) {}
