/** What the tool concludes, as data: findings with their evidence, remedies and verdicts. */
package io.trtdoctor.finding;
