/**
 * Bundles: a case with all that it takes to make its failure again, packed for a bug ticket without
 * the reporter's secrets, and opened again.
 */
package io.trtdoctor.bundle;
