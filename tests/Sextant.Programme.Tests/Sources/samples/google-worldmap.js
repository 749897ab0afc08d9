var googleIPv6PerCountry = {"data": [
["VN", "Vietnam", 61.25, 0.4, 3, "#0b0"],
["MY", "Malaysia", 61.25, 0.1, 2, "#0b0"],
["FR", "France", 86.25, 0, 1, "#0b0"],
["DE", "Germany", 75.4, 0, 1, "#0b0"],
["TH", "Thailand", 48.9, 0, 1, "#0b0"],
["KR", "Korea, Republic of", 17.42, 0, 1, "#b00"]
]};
