/** Builder log text to typed events, each with its line number and raw text. */
package io.trtdoctor.buildlog;
