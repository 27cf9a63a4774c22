/**
 * One experiment as data: a recipe in, an outcome with all that was observed back; and the port
 * that runs it.
 */
package io.trtdoctor.probe;
