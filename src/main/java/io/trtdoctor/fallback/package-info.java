/**
 * A fallback that was built and verified, written down for the tools people build engines with: a
 * line for trtexec, a script for Polygraphy, programs in Python and C++, a table, and JSON.
 */
package io.trtdoctor.fallback;
