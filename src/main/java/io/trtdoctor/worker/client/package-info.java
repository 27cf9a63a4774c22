/**
 * The parent's side of the child processes: starts them, puts time limits on them, kills them, and
 * turns what became of them into outcomes.
 */
package io.trtdoctor.worker.client;
