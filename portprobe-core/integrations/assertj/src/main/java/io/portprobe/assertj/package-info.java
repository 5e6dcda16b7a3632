/** AssertJ assertions about probe reports. */
@NullMarked
package io.portprobe.assertj;

import org.jspecify.annotations.NullMarked;
