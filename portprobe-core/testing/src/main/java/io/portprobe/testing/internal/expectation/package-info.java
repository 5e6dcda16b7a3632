/**
 * Expectations of a port, the difference between an expectation and a report, and the text of
 * assertion errors. Start with {@code Expectation}. May use: the API of {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.testing.internal.expectation;

import org.jspecify.annotations.NullMarked;
