/** The contract file: which endpoints must have which states and findings. */
@NullMarked
package io.portprobe.testing.contract;

import org.jspecify.annotations.NullMarked;
