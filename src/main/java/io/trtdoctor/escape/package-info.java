/**
 * Foreign text put where it can do no harm: into command lines, CSV tables and what people read.
 */
package io.trtdoctor.escape;
