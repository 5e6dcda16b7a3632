/**
 * AssertJ assertions about probe reports.
 *
 * <p>Start with {@link io.portprobe.assertj.PortprobeAssertions}. May use: the API and AssertJ.
 */
@NullMarked
package io.portprobe.assertj;

import org.jspecify.annotations.NullMarked;
