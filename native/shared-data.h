// Values by key that outlive the configuration which set them. Envoy's main thread alone uses them.
#pragma once
#include "envoy.h"

/** The value of a key; without data where there is none. It stays until the key is set again. */
bytes shared_value(bytes key);

/** Sets a value, whatever was there; false where there is no room for more. */
bool share(bytes key, bytes value);
