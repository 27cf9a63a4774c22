/** Reduces a network to a small one that still fails, by asking about parts of it. */
package io.trtdoctor.reduce;
