#pragma once

#include <waypost/csv_text.hpp>
