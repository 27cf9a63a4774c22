/** Case folders read back: what they hold, and in what two of them differ. */
package io.trtdoctor.stored;
