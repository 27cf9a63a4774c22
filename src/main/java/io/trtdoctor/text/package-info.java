/**
 * Message catalogues in English and Chinese; messages travel as keys and are put into words last.
 */
package io.trtdoctor.text;
