/** The commands, how they are spelled, and the one table from what happened to the exit code. */
package io.trtdoctor.cli;
