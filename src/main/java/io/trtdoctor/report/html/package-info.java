/** The report as one HTML page: FreeMarker templates and their writer. */
package io.trtdoctor.report.html;
