/** JUnit extensions: required ports, injected peers, leak checks. */
@NullMarked
package io.portprobe.testing.junit;

import org.jspecify.annotations.NullMarked;
