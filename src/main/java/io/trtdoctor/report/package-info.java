/** What a case leaves behind: view model, JSON, Markdown, CSV and the case folder. */
package io.trtdoctor.report;
